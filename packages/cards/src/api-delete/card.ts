import { apiCard } from '../connected-request/api-card.ts'

/** Removes something at a service. */
export const apiDelete = apiCard({
  type: 'api-delete',
  title: 'API Delete',
  method: 'DELETE',
  help: 'Sends a DELETE request to any service and returns the response.',
  example: { method: 'DELETE' }
})
