import { chipOf, nameIn, timeChip } from '../../features/history/chips.ts'
import type { Narrowed } from '../../features/history/filter-chips.tsx'
import type { Choice } from '../../features/history/filter-select.tsx'
import type { RunsSearch } from './runs-search.ts'

/** Returns the active filters of a run list as chips. */
export const runChips = (
  search: RunsSearch,
  flows: readonly Choice[],
  ofFlow: boolean,
  onSearch: (change: Partial<RunsSearch>) => void
): Narrowed[] => [
  ...chipOf('Delivery', search.delivery && 'one delivery', () => onSearch({ delivery: undefined })),
  ...chipOf('Status', search.status, () => onSearch({ status: undefined })),
  ...(ofFlow ? [] : chipOf('Flow', nameIn(flows, search.flow), () => onSearch({ flow: undefined }))),
  ...timeChip(search, onSearch),
  ...chipOf('Text', search.q, () => onSearch({ q: undefined }))
]
