import type { Locator, Page } from '@playwright/test'

/** Page object of the page that explains why a flow did not run. */
export interface WhyPage {
  open: (flowId: string) => Promise<void>
  heading: Locator
  lines: Locator
  /**
   * Finds the line of a check: `Event URL`, `Registration`, `Last event`, `Switch`, `Services`, `Last run`,
   * `Suspended`, `Limits`.
   */
  line: (place: string) => Locator
  /** Line marked as the cause. */
  cause: Locator
  act: (words: string) => Locator
  link: (words: string) => Locator
}

export const whyPage = (page: Page): WhyPage => {
  const list = page.getByRole('list', { name: 'Checks' })
  const lines = list.getByRole('listitem')
  const cause = lines.and(page.locator('[aria-current=step]'))
  return {
    open: async flowId => {
      await page.goto(`/flows/${flowId}/why`)
    },
    heading: page.getByRole('heading', { level: 1 }),
    lines,
    line: place =>
      lines.filter({ has: page.getByRole('heading', { level: 2, name: new RegExp(`: ${place}`) }) }),
    cause,
    act: words => cause.getByRole('button', { name: words, exact: true }),
    link: words => cause.getByRole('link', { name: words, exact: true })
  }
}
