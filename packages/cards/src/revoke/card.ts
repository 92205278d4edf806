import { connectionPorts, defineCard, ports } from '@hookwright/engine'
import { z } from 'zod'

const Config = z.strictObject({})
type Config = z.infer<typeof Config>

/** Start card of the flow that revokes a connection at its service. */
export const revoke = defineCard<Config>({
  type: 'revoke',
  title: 'Revoke',
  group: 'Events',
  docs: {
    help: 'Starts the flow that revokes the access of a connection at its service. It runs when a connection is deleted, or when its owner revokes it. Send the request that deletes the key or session of the connection. A failed card means that the service refused; the connection is deleted all the same.'
  },
  config: Config,
  blank: () => ({ config: {} }),
  ports: (_config, catalog) => ports({ outputs: connectionPorts(catalog) }),
  starts: {
    kind: 'revoke',
    needsReturn: false,
    signature: () => ({ kind: 'revoke', inputs: [], options: [] })
  },
  fixed: true
})
