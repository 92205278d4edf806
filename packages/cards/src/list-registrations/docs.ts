import type { CardDocs } from '@hookwright/engine'

export const listRegistrationsDocs: CardDocs = {
  help: 'Starts the flow that asks the service which subscriptions it has, so that Hookwright can compare them with those that should be there, find what was left behind and offer to remove it. Give what the service answers to the Return card. Event URL is the one that is compared; most services list all of them and do not need it.'
}
