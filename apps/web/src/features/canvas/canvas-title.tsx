import { shownFlowName } from '@hookwright/model'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useDoc } from './use-canvas.tsx'

/** Names the page after the open flow. */
export const CanvasTitle = () => {
  usePageTitle(shownFlowName(useDoc(doc => doc.about.name)))
  return null
}
