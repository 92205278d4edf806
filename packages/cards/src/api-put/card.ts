import { apiCard } from '../connected-request/api-card.ts'

/** Replaces something at a service. */
export const apiPut = apiCard({
  type: 'api-put',
  title: 'API Put',
  method: 'PUT',
  help: 'Sends a PUT request with a body to any service and returns the response.',
  example: { method: 'PUT', body: '{"name":"Zoe"}' }
})
