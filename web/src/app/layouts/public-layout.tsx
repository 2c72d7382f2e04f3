import { Outlet } from 'react-router';
import { Footer } from './footer.tsx';
import { TopBar } from './top-bar.tsx';

export function PublicLayout() {
  return (
    <div className="fx-page">
      <TopBar />
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Footer />
    </div>
  );
}
