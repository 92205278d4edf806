import type { Locator, Page } from '@playwright/test'

/** Page object of a live list of deliveries or runs. */
export interface HistoryList {
  open: (flowId?: string) => Promise<void>
  table: Locator
  /** Rendered rows, without the column headings. */
  rows: Locator
  /** Returns the first gap between the visible rows, such as “row 7 behind row 5”; null if there is none. */
  gapInSight: () => Promise<string | null>
  /** Finds a row that contains this text. */
  row: (text: string | RegExp) => Locator
  /** Link that opens a row. */
  link: (row: Locator) => Locator
  pause: Locator
  goLive: Locator
  /** Button with the number of new rows. */
  pill: (words: string) => Locator
  filter: (label: string, choice: string) => Promise<void>
  /** Searches received data for a text or a value. */
  search: (text: string) => Promise<void>
  /** Chips of the active filters, such as “State: failed”. */
  chips: Locator
  chip: (words: string) => Locator
}

/**
 * Returns the first gap between the visible rows of a list, such as “row 7 behind row 5”. Runs in the page.
 * Rows must fill the visible area unless the list's end is shown. Their ids, which begin with a time, must
 * descend.
 */
const gapIn = (table: Element): string | null => {
  const [head, body, scroller] = [
    table.querySelector('thead'),
    table.querySelector('tbody'),
    table.parentElement
  ]
  if (!head || !body || !scroller) return 'there is no list'
  const upper = Math.max(head.getBoundingClientRect().bottom, body.getBoundingClientRect().top)
  const edge = scroller.getBoundingClientRect().bottom
  const isAtEnd = scroller.textContent.includes('No older')
  const lower = isAtEnd ? Math.min(edge, body.getBoundingClientRect().bottom) : edge
  const rows = [...body.rows]
    .map(row => ({ row, index: Number(row.ariaRowIndex), ...row.getBoundingClientRect().toJSON() }))
    .filter(({ top, bottom }) => bottom > upper && top < lower)
    .sort((a, b) => a.index - b.index)
  let [filledTo, lastId, lastIndex] = [upper, '~', (rows[0]?.index ?? 0) - 1]
  for (const { row, index, top, bottom } of rows) {
    const id = row.querySelector('[data-row]')?.getAttribute('data-row') ?? ''
    if (top > filledTo + 1) return `nothing above row ${index}`
    if (index !== lastIndex + 1) return `row ${index} behind row ${lastIndex}`
    if (id === '' || id >= lastId) return `row ${index} is not older than the one before`
    ;[filledTo, lastId, lastIndex] = [bottom, id, index]
  }
  return filledTo < lower - 1 ? `nothing below row ${lastIndex}` : null
}

const listOf = (page: Page, noun: 'deliveries' | 'runs'): HistoryList => {
  const table = page.getByRole('table', { name: noun === 'runs' ? 'Runs' : 'Deliveries' })
  const rows = table.locator('tbody').getByRole('row')
  const chips = page.getByRole('list', { name: 'Active filters' }).getByRole('listitem')
  return {
    open: async flowId => {
      await page.goto(flowId === undefined ? `/${noun}` : `/flows/${flowId}/${noun}`)
    },
    table,
    rows,
    gapInSight: () => table.evaluate(gapIn),
    row: text => rows.filter({ hasText: text }),
    link: row => row.getByRole('link').first(),
    pause: page.getByRole('button', { name: 'Pause' }),
    goLive: page.getByRole('button', { name: 'Go live' }),
    pill: words => page.getByRole('button', { name: words, exact: true }),
    filter: async (label, choice) => {
      const select = page.getByRole('combobox', { name: label, exact: true })
      if (!(await select.isVisible())) await page.getByRole('button', { name: /^Filter( \(|$)/ }).click()
      await select.click()
      await page.getByRole('option', { name: choice, exact: true }).click()
    },
    search: async text => {
      const box = page.getByRole('searchbox', { name: 'Search deliveries' })
      await box.fill(text)
      await box.press('Enter')
    },
    chips,
    chip: words => chips.filter({ has: page.getByRole('button', { name: `Remove ${words}`, exact: true }) })
  }
}

/** Returns the page object of the delivery list. */
export const deliveriesList = (page: Page): HistoryList => listOf(page, 'deliveries')

/** Returns the page object of the run list. */
export const runsList = (page: Page): HistoryList => listOf(page, 'runs')

/** Page object to replay many deliveries from their list. */
export interface ReplayMany {
  /** Button that opens the dialog. Without filters, the list has a menu entry instead. */
  open: Locator
  /** Menu with the entry that opens the dialog while the list has no filters. */
  more: Locator
  dialog: Locator
  rate: (words: string) => Promise<void>
  /** Progress of the replay, shown above the list. */
  bar: Locator
}

/** Returns the page object to replay many deliveries. */
export const replayMany = (page: Page): ReplayMany => ({
  open: page
    .getByRole('button', { name: 'Replay deliveries…' })
    .or(page.getByRole('menuitem', { name: 'Replay deliveries…' })),
  more: page.getByRole('button', { name: 'More for the deliveries' }),
  dialog: page.getByRole('dialog', { name: 'Replay deliveries' }),
  rate: async words => {
    await page.getByRole('combobox', { name: 'Speed' }).click()
    await page.getByRole('option', { name: words }).click()
  },
  bar: page.getByRole('region', { name: 'Bulk replay' })
})

/** Page object of a delivery's inspector, next to the list or on a separate page. */
export interface Inspector {
  panel: Locator
  tab: (name: 'Summary' | 'Request' | 'Outputs' | 'Runs' | 'Copy as') => Promise<Locator>
  replay: Locator
}

/** Returns the page object of the inspector next to the list. */
export const inspector = (page: Page): Inspector => {
  const panel = page.getByRole('complementary', { name: 'Inspector' })
  return {
    panel,
    tab: async name => {
      await panel.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
      return panel.getByRole('tabpanel')
    },
    replay: panel.getByRole('button', { name: 'Replay', exact: true })
  }
}

/** Page object of a run on its canvas. */
export interface RunOnCanvas {
  open: (runId: string, step?: number) => Promise<void>
  heading: Locator
  back: Locator
  on: Locator
  steps: Locator
  /** Finds the position of the displayed step: “Step 2 of 5”, “5 steps”. */
  place: (words: string) => Locator
  /** Panel next to the canvas, with the values of the shown step and a summary of the run. */
  aside: Locator
  /** Shows the run as a whole in the panel. */
  showRun: () => Promise<void>
  replay: Locator
  /** Compares the run with another run of the same flow, chosen by its label. */
  compareWith: (words: string | RegExp) => Promise<void>
  editDraft: Locator
  waterfall: {
    table: Locator
    row: (name: string) => Locator
  }
}

/** Returns the page object of a run. */
export const runPage = (page: Page): RunOnCanvas => {
  const fieldset = page.getByRole('group', { name: 'Steps of the run' })
  const waterfall = page.getByRole('treegrid', { name: 'Waterfall' })
  return {
    open: async (runId, step) => {
      await page.goto(`/runs/${runId}${step === undefined ? '' : `?step=${step}`}`)
    },
    heading: page.getByRole('heading', { level: 1 }),
    back: fieldset.getByRole('button', { name: 'Previous step' }),
    on: fieldset.getByRole('button', { name: 'Next step' }),
    steps: waterfall.locator('tbody').getByRole('row'),
    place: words => fieldset.getByText(words, { exact: true }),
    aside: page.getByRole('complementary', { name: 'Steps and values' }),
    showRun: () => page.getByRole('tab', { name: 'Run', exact: true }).click(),
    replay: page.getByRole('button', { name: 'Replay', exact: true }),
    compareWith: async words => {
      await page.getByRole('button', { name: 'Compare', exact: true }).click()
      await page.getByRole('option', { name: words }).click()
    },
    editDraft: page.getByRole('button', { name: 'Edit draft with this run’s data' }),
    waterfall: {
      table: waterfall,
      row: name => waterfall.getByRole('row', { name: new RegExp(`^${name},`) })
    }
  }
}

/** Returns the page object of a comparison of two runs. */
export const compareRunsPage = (page: Page) => {
  const steps = page.getByRole('list', { name: 'Steps side by side' })
  return {
    heading: page.getByRole('heading', { level: 1 }),
    after: page.getByRole('region', { name: 'After' }),
    steps: steps.locator(':scope > li'),
    /** Finds the table of a card's differing outputs. */
    differing: (card: string) => page.getByRole('table', { name: `Outputs of ${card} that differ` }),
    same: page.getByRole('switch', { name: 'Show identical steps' })
  }
}
