import { apiCard } from '../connected-request/api-card.ts'
import { apiDocs } from '../connected-request/api-docs.ts'
import { sendApiRequest } from '../connected-request/send-api-request.ts'

/** Card that reads from a service. */
export const apiGet = apiCard({
  type: 'api-get',
  title: 'API Get',
  method: 'GET',
  docs: apiDocs('Sends a GET request to any service and returns the response.', { method: 'GET' }),
  execute: sendApiRequest
})
