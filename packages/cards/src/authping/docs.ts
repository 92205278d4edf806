import type { CardDocs } from '@hookwright/engine'

export const authpingDocs: CardDocs = {
  help: 'Starts the flow that tries out a connection, each time one is made or pinged. Send a small request that needs the credentials, such as one for the own account. The connection works when no card of the flow fails.'
}
