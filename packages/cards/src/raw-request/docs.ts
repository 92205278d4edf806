import type { CardDocs } from '@hookwright/engine'

export const rawRequestDocs: CardDocs = {
  help: 'Sends a request to a service and gives its answer. The URL is whole, or a path that starts at the base URL of the connection. With “Encode values in the URL” on, a value inside the path or the query is encoded, and one that begins the URL is not. The body format says how the body is made. Automatic: an object or a list is sent as JSON, and so is JSON that you type with values in it: a value outside quotes is written as JSON, one inside quotes is escaped; other text is sent as it is. JSON: always JSON. Form: the form fields, URL-encoded or multipart; in multipart an Object with “name”, “type” and “content” is a file. Plain text: as it is. “From a value” takes the method from an input. With Authenticate on, the credentials of the connection go along to the hosts that the connector allows. When a run that an event has started fails here because the service is busy or not there, it waits and tries again, for a day at most. “When that is safe” leaves out what might be done twice: POST and PATCH that may have reached the service. Choose “Always” where the service knows the Idempotency-Key that goes along.',
  example: {
    config: {
      method: 'DELETE',
      authenticate: true,
      failOnError: true,
      expectJson: true,
      retry: 'when-safe',
      timeoutSeconds: 30
    },
    inputs: { url: '/webhooks/42', query: { notify: false } },
    outputs: { statusCode: 200, headers: {}, body: '', json: null }
  }
}
