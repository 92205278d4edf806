/** What the start page asks for of the deliveries; the others are a link away. */
export const newestDeliveries = { limit: 6 }
