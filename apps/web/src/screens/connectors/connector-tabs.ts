/** Tabs of a connector, each with a URL. Tabs for makers are hidden from other members. */
export const connectorTabs = [
  { to: '/connectors/$connectorId/overview', label: 'Overview', forAll: true },
  { to: '/connectors/$connectorId/flows', label: 'Events and actions', forAll: false },
  { to: '/connectors/$connectorId/test-connections', label: 'Test connections', forAll: false },
  { to: '/connectors/$connectorId/deployment', label: 'Deployment', forAll: false },
  { to: '/connectors/$connectorId/settings', label: 'Settings', forAll: true }
] as const
