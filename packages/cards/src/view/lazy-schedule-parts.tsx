import { lazyPart } from '@hookwright/ui'
import { LazyContent } from './lazy-content.tsx'
import type { PartProps } from './row.ts'
import type { ScheduleParts } from './schedule-rows.ts'

const lazyParts = lazyPart(() => import('./schedule-parts.tsx'))

const Days = ({ card, height }: PartProps) => (
  <LazyContent parts={lazyParts} height={height}>
    {({ DaysPart }) => <DaysPart card={card} />}
  </LazyContent>
)

const Zone = ({ card, height }: PartProps) => (
  <LazyContent parts={lazyParts} height={height}>
    {({ ZonePart }) => <ZonePart card={card} />}
  </LazyContent>
)

const NextRuns = ({ card, height }: PartProps) => (
  <LazyContent parts={lazyParts} height={height}>
    {({ NextRunsPart }) => <NextRunsPart card={card} />}
  </LazyContent>
)

/** Lazy-loaded parts of scheduled start cards, which few flows have. */
export const scheduleParts: ScheduleParts = { Days, Zone, NextRuns }
