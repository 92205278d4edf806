/** Query of the latest deliveries of a page part. Older ones are a link away. */
export const newestDeliveries = { limit: 8 }
