from django.urls import path

from nearer.practices.quality_time.views import adding, calendars, feed, hours, index

app_name = "quality_time"

urlpatterns = [
    path("", index.index, name="index"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/add/", adding.add, name="add"),
    path("calendars/add/<slug:place>/", adding.add_from, name="add-from"),
    path("calendars/<uuid:calendar>/", calendars.calendar, name="calendar"),
    path("calendars/<uuid:calendar>/days/", calendars.days, name="calendar-days"),
    path("calendars/<uuid:calendar>/accept/", calendars.accept, name="calendar-accept"),
    path("calendars/<uuid:calendar>/again/", calendars.again, name="calendar-again"),
    path("calendars/<uuid:calendar>/remove/", calendars.remove, name="calendar-remove"),
    path("hours/", hours.hours, name="hours"),
    path("free/", hours.free, name="free"),
    path("free/share/", hours.share, name="free-share"),
    path("free/stop/", hours.stop, name="free-stop"),
    path("feed/", feed.feed, name="feed"),
    path("feed/begin/", feed.begin, name="feed-begin"),
    path("feed/end/", feed.end, name="feed-end"),
    path("feed/title/", feed.title, name="feed-title"),
    path("feed/calendar.ics", feed.download, name="download"),
    path("plan/<uuid:thread>/calendar.ics", feed.download_one, name="download-one"),
]
