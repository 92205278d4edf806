import { apiCard } from '../connected-request/api-card.ts'
import { apiDocs } from '../connected-request/api-docs.ts'
import { sendApiRequest } from '../connected-request/send-api-request.ts'

/** Card that sends any request to a service. */
export const apiRaw = apiCard({
  type: 'api-raw',
  title: 'API Raw',
  docs: {
    ...apiDocs(
      'Sends a request to any service and returns the response. “From a value” reads the method from an input.',
      { method: 'DELETE' }
    ),
    summary: 'HTTP request with any method'
  },
  execute: sendApiRequest
})
