import type { CardDocs } from '@hookwright/engine'

export const listingReturnDocs: CardDocs = {
  help: 'Ends the flow that lists registrations. Map the list that the service answered, and from Record what each entry says: its id, the URL that it sends events to, and as Registration Data what the deregistration flow would need to remove it. Entries without a URL are left out; where none has one, the comparison fails and changes nothing, since only an empty list says that nothing is there.'
}
