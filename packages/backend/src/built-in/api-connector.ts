import { API_CONNECTOR, API_CONNECTOR_NAME, API_VERSION, apiAuthentication } from '@hookwright/model'
import { builtIn } from './parts.ts'

/** Built-in connector for cards that call any service. It has no events or actions, only requests. */
export const apiConnector = builtIn({
  connectorId: API_CONNECTOR,
  versionId: API_VERSION,
  key: 'api_000000',
  name: API_CONNECTOR_NAME,
  description: 'Requests to services without a connector.',
  flows: [],
  isOffered: false,
  authentication: apiAuthentication
})
