import { apiCard } from '../connected-request/api-card.ts'

/** Changes something at a service. */
export const apiPatch = apiCard({
  type: 'api-patch',
  title: 'API Patch',
  method: 'PATCH',
  help: 'Sends a PATCH request with a body to any service and returns the response.',
  example: { method: 'PATCH', body: '{"name":"Zoe"}' }
})
