import type { CardDocs } from '@hookwright/engine'
import { API_CONNECTOR, API_VERSION } from '@hookwright/model'
import type { ConnectedRequestConfig } from './connected-request.ts'

const shared =
  'The connection adds its credentials and says which hosts may be called; a redirect to another host is followed without credentials. Enter a full URL, or a path below the base URL of the connection. Values inside the path and the query are encoded. The response File returns the body as a File, such as an image. Pagination requests one page after the other and collects their records in a list; “Records path” and “Next page path” are paths in the response such as data.items.'

const filesInForms =
  'In multipart form fields, a File is sent as a file, and so is an Object with “name”, “type” and “content”.'

/**
 * Returns the documentation of an API Connector card: its own sentences, followed by those that all these
 * cards share.
 */
export const apiDocs = (
  help: string,
  { method, body }: { method: ConnectedRequestConfig['method']; body?: string }
): CardDocs => ({
  summary: `HTTP ${method} with a connection`,
  aliases: ['http', 'https', 'fetch', 'rest', 'request', 'curl', 'call', 'webhook', 'graphql'],
  help: [help, shared, ...(method === 'GET' ? [] : [filesInForms])].join(' '),
  example: {
    config: {
      connectorId: API_CONNECTOR,
      versionId: API_VERSION,
      connectionId: '01900000-0000-7000-8000-000000000003',
      method,
      response: 'any'
    },
    inputs: { url: 'https://api.example.com/users/42', ...(body !== undefined && { body }) },
    outputs: { statusCode: 200, headers: {}, body: '', json: null }
  }
})
