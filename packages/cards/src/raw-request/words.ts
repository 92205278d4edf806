import type { CardWords } from '@hookwright/engine'

export const rawRequestWords: CardWords = {
  help: 'Sends a request to a service and gives its answer. The URL is whole, or a path that starts at the base URL of the connection. A body that is an object or a list is sent as JSON, text as it is. With Authenticate on, the credentials of the connection go along to the hosts that the connector allows.',
  example: {
    config: {
      method: 'DELETE',
      authenticate: true,
      failOnError: true,
      expectJson: true,
      timeoutSeconds: 30
    },
    inputs: { url: '/webhooks/42', query: { notify: false } },
    outputs: { statusCode: 200, headers: {}, body: '', json: null }
  }
}
