// Runs in front of each test file, whichever worker it is in.
import { afterEach } from "vitest";
import { endTest } from "./each-test.ts";

afterEach(endTest);
