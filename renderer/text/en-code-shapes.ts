// English words of the page of pay-code rules.
import type { Words } from "./zh-cn.ts";

export const codeShapesEn: Words["codeShapes"] = {
  known: "Codes the till knows",
  knownNote: "Known by length and beginning; what is not exactly one of them is refused, never guessed.",
  shape: ({ from, digits }) => `begins with ${from}, ${digits} digits`,
  others: [
    ["Product codes", "EAN, UPC, ITF with a right check digit. Nothing is charged"],
    ["Our receipts", "An order's number with a right check digit (Luhn). Opens the order"],
    ["Staff badges", "Say who it is; nothing is charged"],
    ["Web and collection codes", "Nothing is charged; ask for the pay code"],
    ["Any other digits", "Refused, unless allowed on the right"],
  ],
  mine: "Also allowed",
  mineNote:
    "Add only what the channel says it takes. A line holds for one channel, and for payments by the command line too. 15 digits at least, so no product code can be one.",
  none: "Nothing else is allowed.",
  channels: {
    pooul: "Pooul",
    leshua: "Leshua",
    huishouyin: "Huishouyin",
    gathering: "Gathering",
    payserver: "PayServer",
    training: "Training",
    cash: "Cash",
  },
  channel: "Channel",
  wallet: "Counts as",
  prefixes: "Begins with",
  prefixesHelp: "Apart by blanks: 63 64",
  min: "Fewest digits",
  max: "Most digits",
  add: "Allow",
  remove: "Allow no longer",
  bad: "A beginning is 1 to 6 digits; lengths are 15 to 32, the fewest not above the most",
};
