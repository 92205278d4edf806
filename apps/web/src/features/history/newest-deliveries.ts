/** Query input for the newest deliveries in a section of a page, which links to the full list. */
export const newestDeliveries = { limit: 8 }
