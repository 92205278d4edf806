import { apiCard } from '../connected-request/api-card.ts'

/** Sends any request to a service. */
export const apiRaw = apiCard({
  type: 'api-raw',
  title: 'API Raw',
  help: 'Sends a request to any service and returns the response. “From a value” reads the method from an input.',
  example: { method: 'DELETE' }
})
