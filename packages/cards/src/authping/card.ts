import { connectionPorts, defineCard, ports } from '@hookwright/engine'
import { z } from 'zod'

const Config = z.strictObject({})
export type Config = z.infer<typeof Config>

/** The start card of the flow that tries out a connection. */
export const authping = defineCard<Config>({
  type: 'authping',
  title: 'Authping',
  group: 'Events',
  config: Config,
  blank: () => ({ config: {} }),
  ports: (_config, surroundings) => ports({ outputs: connectionPorts(surroundings) }),
  starts: {
    kind: 'authping',
    needsReturn: false,
    signature: () => ({ kind: 'authping', inputs: [], options: [] })
  },
  fixed: true
})
