import { connectionPorts, defineCard, ports } from '@hookwright/engine'
import { z } from 'zod'

const Config = z.strictObject({})
type Config = z.infer<typeof Config>

/** Start card of the flow that tests a connection. */
export const authping = defineCard<Config>({
  type: 'authping',
  title: 'Authping',
  group: 'Events',
  docs: {
    help: 'Starts the flow that tests a connection. It runs each time a connection is created or tested. Send a small request that needs the credentials, for example for the account they belong to. The connection works if no card of the flow fails.'
  },
  config: Config,
  blank: () => ({ config: {} }),
  ports: (_config, catalog) => ports({ outputs: connectionPorts(catalog) }),
  starts: {
    kind: 'authping',
    needsReturn: false,
    signature: () => ({ kind: 'authping', inputs: [], options: [] })
  },
  fixed: true
})
