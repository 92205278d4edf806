import { late } from '@hookwright/ui'
import { LatePart } from './late-part.tsx'
import type { PartProps } from './row.ts'
import type { ScheduleParts } from './schedule-rows.ts'

const lateParts = late(() => import('./schedule-parts.tsx'))

const Days = ({ card, height }: PartProps) => (
  <LatePart parts={lateParts} height={height}>
    {({ DaysPart }) => <DaysPart card={card} />}
  </LatePart>
)

const Zone = ({ card, height }: PartProps) => (
  <LatePart parts={lateParts} height={height}>
    {({ ZonePart }) => <ZonePart card={card} />}
  </LatePart>
)

const NextRuns = ({ card, height }: PartProps) => (
  <LatePart parts={lateParts} height={height}>
    {({ NextRunsPart }) => <NextRunsPart card={card} />}
  </LatePart>
)

/** Lazy-loaded parts of scheduled start cards, which few flows have. */
export const scheduleParts: ScheduleParts = { Days, Zone, NextRuns }
