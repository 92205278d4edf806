import type { Locator, Page } from '@playwright/test'

/** The values under the fields of a flow, and the panel in which one of its cards is run. */
export interface ValuesOnCards {
  /** The line above the flow that says of which run the values are. */
  strip: Locator
  /** The switch below the canvas. */
  toggle: Locator
  /** Every value that stands under a field or a pill of a card. */
  of: (card: Locator) => Locator
  /** The first number under a pill of a card: the status that a request was answered with. */
  status: (card: Locator) => Locator
  panel: Locator
  runCard: Locator
}

/** Those of the flow that is open. */
export const valuesOnCards = (page: Page): ValuesOnCards => {
  const panel = page.getByRole('region', { name: 'Problems and runs' })
  return {
    strip: page.getByRole('region', { name: 'Values', exact: true }),
    toggle: page.getByRole('switch', { name: 'Values', exact: true }),
    of: card => card.locator('[data-value]'),
    status: card => card.locator('[data-value=number]').first(),
    panel,
    runCard: panel.getByRole('button', { name: 'Run card' })
  }
}
