import type { Id } from '@hookwright/model'
import { late, useLate } from '@hookwright/ui'
import { useUnowned } from '../../registrations/use-unowned.ts'
import { Section } from './section.tsx'

const lateRows = late(() => import('../../registrations/unowned-registrations.tsx'))

/** The registrations at the connector's service that nothing here owns; nothing while there are none. */
export const LeftAtService = ({ connectorId }: { connectorId: Id }) => {
  const orphans = useUnowned(connectorId)
  const rows = useLate(lateRows, orphans.length > 0)
  if (rows === null || orphans.length === 0) return null
  return (
    <Section
      title="Left at the service"
      lead="These registrations send events to this installation, but belong to no flow here. Remove them, or give a reason to keep them."
    >
      <rows.UnownedRegistrations orphans={orphans} withConnector={false} />
    </Section>
  )
}
