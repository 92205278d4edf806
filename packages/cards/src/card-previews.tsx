import './view/card.css'
import './view/pill.css'

export { ActionCardPreview } from './connector-action/action-card-preview.tsx'
export { EventCardPreview } from './connector-event/event-card-preview.tsx'
