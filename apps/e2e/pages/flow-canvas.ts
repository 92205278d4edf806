import type { Locator, Page } from '@playwright/test'

/** Page object of a flow. */
export interface FlowCanvas {
  page: Page
  /** Finds the first card with this name. */
  card: (name: string) => Locator
  title: (name: string) => Locator
  /** Finds a card's field that can contain text and pills. */
  field: (card: string, label: string) => Locator
  /** Finds an output of a card. */
  pill: (card: string, label: string) => Locator
  /** Finds a block of a card. */
  block: (card: string, label: string) => Locator
  /** Finds a field at the end of a block. The field's value becomes an output of the block's card. */
  join: (card: string, block: string, label: string) => Locator
  /** Unfolds the rarely used settings of a card that sends a request. */
  unfoldSettings: (card: string) => Promise<void>
  savedWords: Locator
  undo: () => Promise<void>
  /** Renames a value of a card through its menu. */
  rename: (card: string, label: string, next: string) => Promise<void>
}

/** Returns the page object of the open flow. */
export const flowCanvas = (page: Page): FlowCanvas => {
  const card = (name: string): Locator =>
    page.getByRole('group', { name: new RegExp(`^Card \\d+ of \\d+, ${name}(,|$)`) }).first()
  const block = (name: string, label: string): Locator => card(name).getByRole('region', { name: label })
  return {
    page,
    card,
    title: name => card(name).getByRole('button', { name, exact: true }),
    field: (name, label) => card(name).getByRole('textbox', { name: label, exact: true }),
    pill: (name, label) => card(name).getByRole('button', { name: label, exact: true, pressed: false }),
    block,
    join: (name, at, label) => block(name, at).getByRole('textbox', { name: label, exact: true }),
    unfoldSettings: name =>
      card(name)
        .getByRole('button', { name: /^Request settings/, expanded: false })
        .click(),
    savedWords: page.getByText(/^Saved/),
    undo: () => page.keyboard.press('Control+z'),
    rename: async (name, label, next) => {
      await card(name)
        .getByRole('button', { name: `More for ${label}` })
        .click()
      await page.getByRole('menuitem', { name: 'Rename' }).click()
      await page.keyboard.type(next)
      await page.keyboard.press('Enter')
    }
  }
}

/** Returns the box of an element once it has stopped moving. */
export const stillBox = async (shown: Locator) => {
  const element = await shown.elementHandle()
  await element?.waitForElementState('stable')
  const box = await element?.boundingBox()
  if (!box) throw new Error('What is looked for is not in sight.')
  return box
}

/** Drags an element onto another with the mouse, in steps like a person. */
export const drag = async (page: Page, from: Locator, to: Locator): Promise<void> => {
  await from.hover()
  await page.mouse.down()
  const target = await stillBox(to)
  const source = await stillBox(from)
  await page.mouse.move(source.x + 12, source.y + 12, { steps: 3 })
  await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 8 })
  await page.mouse.up()
}
