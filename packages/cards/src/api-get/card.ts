import { apiCard } from '../connected-request/api-card.ts'

/** Reads from a service. */
export const apiGet = apiCard({
  type: 'api-get',
  title: 'API Get',
  method: 'GET',
  help: 'Sends a GET request to any service and returns the response.',
  example: { method: 'GET' }
})
