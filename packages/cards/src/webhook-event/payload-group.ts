/** The group of outputs that are the request itself. */
export const PAYLOAD = 'Event payload'
