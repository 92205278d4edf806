/** Tabs of a connector, each with a URL; those after Overview are for makers. */
export const connectorTabs = [
  { to: '/connectors/$connectorId/overview', label: 'Overview', forAll: true },
  { to: '/connectors/$connectorId/flows', label: 'Flows', forAll: false },
  { to: '/connectors/$connectorId/test-connections', label: 'Test connections', forAll: false },
  { to: '/connectors/$connectorId/deployment', label: 'Deployment', forAll: false }
] as const
