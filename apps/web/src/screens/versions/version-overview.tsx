import type { VersionSnapshot } from '@hookwright/model'
import { Section } from '../connectors/overview/section.tsx'
import { AuthenticationSummary } from './authentication-summary.tsx'
import { EventCards } from './event-cards.tsx'

/** What a version holds beside its flows, and what users see of it. */
export const VersionOverview = ({ snapshot }: { snapshot: VersionSnapshot }) => (
  <div className="flex flex-col gap-6 p-6 max-md:p-4">
    <Section title="Cards" lead="As users see them. Try them out; nothing is kept.">
      <EventCards snapshot={snapshot} />
    </Section>
    <Section title="Authentication">
      <AuthenticationSummary authentication={snapshot.authentication} />
    </Section>
  </div>
)
