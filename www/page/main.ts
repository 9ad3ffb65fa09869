/**
 * Owns the start of the page: the terminal's face, the styles, then everything else. Styles of
 * what comes late alone come with it.
 */
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-600.css';
import './style/tokens.css';
import './style/base.css';
import './style/controls.css';
import './style/page.css';
import './style/meters.css';
import './style/terminal.css';
import './style/cards.css';
import './style/welcome.css';
import './style/overlays.css';
import './style/dock.css';
import './style/sessions.css';
import './style/print.css';
import { App } from './app.ts';

new App();
