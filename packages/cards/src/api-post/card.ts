import { apiCard } from '../connected-request/api-card.ts'
import { apiDocs } from '../connected-request/api-docs.ts'
import { sendApiRequest } from '../connected-request/send-api-request.ts'

/** Card that creates a resource at a service. */
export const apiPost = apiCard({
  type: 'api-post',
  title: 'API Post',
  method: 'POST',
  docs: apiDocs('Sends a POST request with a body to any service and returns the response.', {
    method: 'POST',
    body: '{"name":"Zoe"}'
  }),
  execute: sendApiRequest
})
