import { RecordMatchesPage } from './record-matches.tsx';
import './introductions.css';

export default function AchievementMatchesPage() {
  return <RecordMatchesPage kind="achievement" />;
}
