/** Each tab of a connector is a page with an address; those below Overview are for makers. */
export const connectorTabs = [
  { to: '/connectors/$connectorId/overview', label: 'Overview', forAll: true },
  { to: '/connectors/$connectorId/flows', label: 'Flows', forAll: false },
  { to: '/connectors/$connectorId/test-connections', label: 'Test Connections', forAll: false },
  { to: '/connectors/$connectorId/deployment', label: 'Deployment', forAll: false }
] as const
