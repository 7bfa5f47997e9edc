// The one call and the one event of the customer's display, and the word that tells its preload what it is. Apart from
// the schemas, so that a sandboxed preload stays small.

export const CUSTOMER_CALL = "customer.view";
export const CUSTOMER_EVENT = "customer.changed";
export const CUSTOMER_FLAG = "--customer-display";
