import { apiCard } from '../connected-request/api-card.ts'
import { apiDocs } from '../connected-request/api-docs.ts'
import { sendApiRequest } from '../connected-request/send-api-request.ts'

/** Card that replaces a resource at a service. */
export const apiPut = apiCard({
  type: 'api-put',
  title: 'API Put',
  method: 'PUT',
  docs: apiDocs('Sends a PUT request with a body to any service and returns the response.', {
    method: 'PUT',
    body: '{"name":"Zoe"}'
  }),
  execute: sendApiRequest
})
