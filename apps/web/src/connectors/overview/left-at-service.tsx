import type { Id } from '@hookwright/model'
import { UnownedRegistrations, useUnowned } from '../../registrations/unowned-registrations.tsx'
import { Section } from './section.tsx'

/** The registrations at the connector's service that nothing here owns; nothing while there are none. */
export const LeftAtService = ({ connectorId }: { connectorId: Id }) => {
  const orphans = useUnowned(connectorId)
  if (orphans.length === 0) return null
  return (
    <Section
      title="Left at the service"
      lead="These registrations send to this installation, but nothing here owns them. Remove them, or give a reason to keep them."
    >
      <UnownedRegistrations orphans={orphans} withConnector={false} />
    </Section>
  )
}
