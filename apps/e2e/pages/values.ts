import type { Locator, Page } from '@playwright/test'

/** Page object of the values below a flow's fields, and of the panel that runs a card. */
export interface ValuesOnCards {
  /** Line above the flow that identifies the run of the values. */
  strip: Locator
  /** Switch below the canvas that shows or hides the values. */
  toggle: Locator
  /** Finds all values below the fields and pills of a card. */
  of: (card: Locator) => Locator
  /** Finds the status code of a card's response: the first number below its pills. */
  status: (card: Locator) => Locator
  panel: Locator
  runCard: Locator
}

/** Returns the page object of the open flow's values. */
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
