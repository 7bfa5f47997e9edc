// Where the customer's display starts: its own page, which knows one call and one event and nothing of the till.
import "@fontsource-variable/noto-sans-sc/wght.css";
import "./styles/tokens.css";
import "./styles/global.css";
import "./styles/contrast.css";
import { createRoot } from "react-dom/client";
import { CustomerScreen } from "./screens/customer/screen.tsx";
import { mirrorCustomer } from "./screens/customer/store.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("customer.html has no root");
mirrorCustomer();
createRoot(root).render(<CustomerScreen />);
