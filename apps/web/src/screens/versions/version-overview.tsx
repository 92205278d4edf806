import type { VersionSnapshot } from '@hookwright/model'
import { Section } from '../connectors/overview/section.tsx'
import { AuthenticationSummary } from './authentication-summary.tsx'
import { EventCards } from './event-cards.tsx'

/** Overview of a version: its event cards and its authentication. */
export const VersionOverview = ({ snapshot }: { snapshot: VersionSnapshot }) => (
  <div className="flex flex-col gap-6 p-6 max-md:p-4">
    <Section title="Cards" lead="Preview as users see them. Nothing is saved.">
      <EventCards snapshot={snapshot} />
    </Section>
    <Section title="Authentication">
      <AuthenticationSummary authentication={snapshot.authentication} />
    </Section>
  </div>
)
