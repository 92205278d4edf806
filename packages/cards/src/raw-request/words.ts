import type { CardWords } from '@hookwright/engine'

export const rawRequestWords: CardWords = {
  help: 'Sends a request to a service and gives its answer. The URL is whole, or a path that starts at the base URL of the connection. A body that is an object or a list is sent as JSON; text is sent as it is, with the Content-Type of JSON where it is an object or a list in JSON. With Authenticate on, the credentials of the connection go along to the hosts that the connector allows. When a run that an event has started fails here because the service is busy or not there, it waits and tries again, for a day at most. “When that is safe” leaves out what might be done twice: POST and PATCH that may have reached the service. Choose “Always” where the service knows the Idempotency-Key that goes along.',
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
