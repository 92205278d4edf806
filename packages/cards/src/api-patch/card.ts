import { apiCard } from '../connected-request/api-card.ts'
import { apiDocs } from '../connected-request/api-docs.ts'
import { sendApiRequest } from '../connected-request/send-api-request.ts'

/** Card that changes a resource at a service. */
export const apiPatch = apiCard({
  type: 'api-patch',
  title: 'API Patch',
  method: 'PATCH',
  docs: apiDocs('Sends a PATCH request with a body to any service and returns the response.', {
    method: 'PATCH',
    body: '{"name":"Zoe"}'
  }),
  execute: sendApiRequest
})
