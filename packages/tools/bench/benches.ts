import type { Need } from '../harness/harness.ts'
import type { BenchHarness } from './define-bench.ts'

/** Bench of `npm run bench`. */
interface Bench {
  readonly name: string
  /** Name of the bench that this bench is part of. */
  readonly of?: string
  /** True for a bench that runs only with `--only`. */
  readonly named?: true
  readonly needs: readonly Need[]
  /** Imports the code of the bench. Imported late, so that listing the benches loads none of them. */
  readonly load: () => Promise<{ bench: (harness: BenchHarness) => Promise<number> }>
}

/** Benches that `npm run bench` runs, in this order. */
export const benches: readonly Bench[] = [
  { name: 'receiving', needs: ['apps', 'wrk'], load: () => import('./receiving/receiving-bench.ts') },
  { name: 'growth', needs: ['apps', 'wrk'], load: () => import('./growth/growth-bench.ts') },
  { name: 'flows', needs: ['apps'], load: () => import('./flows/flows-bench.ts') },
  { name: 'search', needs: ['apps', 'wrk'], load: () => import('./search/search-bench.ts') },
  { name: 'postgres', needs: ['apps', 'wrk'], load: () => import('./postgres/postgres-bench.ts') },
  { name: 'runs', needs: ['apps', 'wrk'], load: () => import('./runs/runs-bench.ts') },
  { name: 'canvas', needs: ['apps', 'browser'], load: () => import('./canvas/canvas-bench.ts') },
  { name: 'palette', needs: ['apps', 'browser'], load: () => import('./palette/palette-bench.ts') },
  { name: 'live', needs: ['apps', 'browser', 'wrk'], load: () => import('./live/live-bench.ts') },
  { name: 'scroll', needs: ['apps', 'browser'], load: () => import('./scroll/scroll-bench.ts') },
  { name: 'newcomer', needs: ['browser'], load: () => import('./newcomer/newcomer-bench.ts') },
  {
    ...{ name: 'documents', of: 'newcomer', needs: ['apps', 'browser'] },
    load: () => import('./documents/documents-bench.ts')
  },
  {
    ...{ name: 'versions', named: true, needs: ['apps', 'wrk'] },
    load: () => import('./versions/versions-bench.ts')
  }
]
