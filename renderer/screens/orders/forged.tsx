// Notices with a wrong signature: somebody may be trying the door. They changed nothing, and are told all the same.
import { useEffect, useState } from "react";
import type { NoticeSums } from "../../../preload/contract/notices.ts";
import { call } from "../../cashier.ts";
import { cls } from "../../class-names.ts";
import { useMoment, useWords } from "../../text/use-words.ts";
import css from "./review.module.css";

export function ForgedNotices() {
  const { review } = useWords();
  const told = useMoment();
  const [sums, setSums] = useState<readonly NoticeSums[]>([]);
  useEffect(() => {
    let isOver = false;
    void call("notices.get", {}).then((answer) => {
      if (answer.ok && !isOver) setSums(answer.value.sums);
    });
    return () => {
      isOver = true;
    };
  }, []);
  const forged = sums.filter((sum) => sum.forged > 0);
  const count = forged.reduce((all, sum) => all + sum.forged, 0);
  if (count === 0) return null;
  const time = told(Math.max(...forged.map(({ lastAt }) => lastAt)));
  return (
    <p className={cls(css.forged)} role="status">
      {review.forged({ count, time })}
    </p>
  );
}
