import { apiCard } from '../connected-request/api-card.ts'

/** Creates something at a service. */
export const apiPost = apiCard({
  type: 'api-post',
  title: 'API Post',
  method: 'POST',
  help: 'Sends a POST request with a body to any service and returns the response.',
  example: { method: 'POST', body: '{"name":"Zoe"}' }
})
