import type { Locator } from '@playwright/test'

/** Returns the box of an element once it has stopped moving. */
export const stillBox = async (shown: Locator) => {
  const element = await shown.elementHandle()
  await element?.waitForElementState('stable')
  const box = await element?.boundingBox()
  if (!box) throw new Error('What is looked for is not in sight.')
  return box
}
