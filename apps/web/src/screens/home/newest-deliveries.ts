/** Query of the latest deliveries on the home page. Older ones are a link away. */
export const newestDeliveries = { limit: 6 }
