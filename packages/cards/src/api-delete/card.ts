import { apiCard } from '../connected-request/api-card.ts'
import { apiDocs } from '../connected-request/api-docs.ts'
import { sendApiRequest } from '../connected-request/send-api-request.ts'

/** Card that deletes a resource at a service. */
export const apiDelete = apiCard({
  type: 'api-delete',
  title: 'API Delete',
  method: 'DELETE',
  docs: apiDocs('Sends a DELETE request to any service and returns the response.', { method: 'DELETE' }),
  execute: sendApiRequest
})
